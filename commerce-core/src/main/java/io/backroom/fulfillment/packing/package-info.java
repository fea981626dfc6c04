/** Which cartons goods go into: whether that can be done, and the plainest way. */
@NullMarked
package io.backroom.fulfillment.packing;

import org.jspecify.annotations.NullMarked;
