/** Goods that come back: what is paid back for them and whether they are sold again. */
@NullMarked
package io.backroom.returns;

import org.jspecify.annotations.NullMarked;
