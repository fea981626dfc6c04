/** What the lists would have been worth to a shop, from its own export. */
@NullMarked
package io.backroom.examples.evaluation;

import org.jspecify.annotations.NullMarked;
