/**
 * What every room stands on: typed documents with optimistic versions, the one work queue, events,
 * time and ids. Not exported: a host never sees it.
 */
@NullMarked
package io.backroom.kernel;

import org.jspecify.annotations.NullMarked;
