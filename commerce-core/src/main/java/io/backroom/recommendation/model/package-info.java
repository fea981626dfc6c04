/**
 * Models of what customers buy, in numbers: who bought what goes in, a small table of weights comes
 * out, and a customer's list is a sum over it.
 *
 * <p>{@link io.backroom.recommendation.model.LocalRidge} learns from {@link
 * io.backroom.recommendation.model.Purchases}; an {@link
 * io.backroom.recommendation.model.ItemModel} is what was learned, and a {@link
 * io.backroom.recommendation.model.Scorer} answers from it. Customers and items are numbers from 0;
 * whoever calls keeps their names. Nothing here reads a clock or throws dice: the same purchases
 * give the same bytes.
 */
@NullMarked
package io.backroom.recommendation.model;

import org.jspecify.annotations.NullMarked;
