/**
 * Promise dates as arithmetic on calendars: cut-offs, working hours, pickups, transit and delivery
 * days. Immutable values without a clock: {@link io.backroom.routing.promise.PromiseCalendar} is
 * where to begin.
 */
@NullMarked
package io.backroom.routing.promise;

import org.jspecify.annotations.NullMarked;
