/** The code of the README, as a program. */
@NullMarked
package io.backroom.examples.quickstart;

import org.jspecify.annotations.NullMarked;
