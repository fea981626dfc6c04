/** Orders: quoted, placed, changed, cancelled, and what a person wants to know of them. */
@NullMarked
package io.backroom.order;

import org.jspecify.annotations.NullMarked;
