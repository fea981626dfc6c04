/**
 * How good recommendations are, measured on purchases that the model has not seen.
 *
 * <p>{@link io.backroom.recommendation.evaluation.Split} divides a log by time, {@link
 * io.backroom.recommendation.evaluation.Evaluation} counts what a {@link
 * io.backroom.recommendation.evaluation.Recommender} found, and {@link
 * io.backroom.recommendation.evaluation.Baselines} are what it has to beat.
 */
@NullMarked
package io.backroom.recommendation.evaluation;

import org.jspecify.annotations.NullMarked;
