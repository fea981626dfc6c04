/** Stock: what is there, what is promised, what is on its way. */
@NullMarked
package io.backroom.inventory;

import org.jspecify.annotations.NullMarked;
