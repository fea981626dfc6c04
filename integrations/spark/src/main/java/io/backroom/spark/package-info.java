/**
 * Learns the model of {@link io.backroom.recommendation.model.LocalRidge} on Apache Spark: the same
 * purchases give the same bytes.
 */
@NullMarked
package io.backroom.spark;

import org.jspecify.annotations.NullMarked;
