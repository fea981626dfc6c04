/**
 * How many pickers each hour needs so that every carrier cut-off is kept. {@link
 * io.backroom.fulfillment.labor.LaborPlan} answers.
 */
@NullMarked
package io.backroom.fulfillment.labor;

import org.jspecify.annotations.NullMarked;
