/**
 * Splits one order over centers, exactly and in plain numbers: which center ships how many units of
 * which line.
 *
 * <p>{@link io.backroom.routing.exact.SourcingProblem} is the question, {@link
 * io.backroom.routing.exact.SourcingSolver} answers it into a {@link
 * io.backroom.routing.exact.SourcingAnswer}. Nothing here knows of addresses, currencies or clocks;
 * the room around it translates.
 */
@NullMarked
package io.backroom.routing.exact;

import org.jspecify.annotations.NullMarked;
