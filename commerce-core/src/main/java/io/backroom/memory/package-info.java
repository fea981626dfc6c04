/**
 * The references: stores and a payment provider that live in memory. They are what a shop begins
 * with and what every contract test runs against; what they hold ends with the process.
 */
@NullMarked
package io.backroom.memory;

import org.jspecify.annotations.NullMarked;
