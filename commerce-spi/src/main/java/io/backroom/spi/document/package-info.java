/** Storage of versioned JSON documents: {@link io.backroom.spi.document.DocumentStore}. */
@NullMarked
package io.backroom.spi.document;

import org.jspecify.annotations.NullMarked;
