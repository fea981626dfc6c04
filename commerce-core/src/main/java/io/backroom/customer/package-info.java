/** One view of a customer over all channels. */
@NullMarked
package io.backroom.customer;

import org.jspecify.annotations.NullMarked;
