/** The contract of cartonizers. */
@NullMarked
package io.backroom.testkit.packing;

import org.jspecify.annotations.NullMarked;
