/** The front door: build a {@link io.backroom.Commerce} and call its rooms. */
@NullMarked
package io.backroom;

import org.jspecify.annotations.NullMarked;
