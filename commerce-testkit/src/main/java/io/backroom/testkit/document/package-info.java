/**
 * Proves that a {@code DocumentStore} keeps its contract: {@link
 * io.backroom.testkit.document.DocumentStoreContract}.
 */
@NullMarked
package io.backroom.testkit.document;

import org.jspecify.annotations.NullMarked;
