/** A real shop's year, run through the public API of the library on a virtual clock. */
@NullMarked
package io.backroom.examples.replay;

import org.jspecify.annotations.NullMarked;
