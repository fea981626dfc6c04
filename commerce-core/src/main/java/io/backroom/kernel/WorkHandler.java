package io.backroom.kernel;

import java.util.function.Consumer;

/**
 * Does one kind of work. The effects outside the documents come first and bear repetition; what is
 * returned is committed together with the removal of the item, so that it happens exactly once.
 */
@FunctionalInterface
public interface WorkHandler {
  /**
   * Does the effects outside the documents.
   *
   * @param item the work
   * @return the changes of documents that finish it; may be applied to several transactions of
   *     which at most one is committed
   */
  Consumer<Transaction> handle(WorkItem item);
}
