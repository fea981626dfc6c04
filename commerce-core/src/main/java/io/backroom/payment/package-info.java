/** Money: the tranches of an order, the operations on them, and what became of each. */
@NullMarked
package io.backroom.payment;

import org.jspecify.annotations.NullMarked;
