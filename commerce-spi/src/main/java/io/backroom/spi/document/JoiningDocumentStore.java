package io.backroom.spi.document;

/**
 * An ability of a {@link DocumentStore}: its commits can be part of a transaction of the host.
 * Found by type. What such a commit wants done at once is then left to the queue, which does it
 * after the host has committed, and never if the host rolls back.
 */
public interface JoiningDocumentStore extends DocumentStore {
  /**
   * Tells whether a commit by this thread would be part of a transaction of the host just now:
   * durable, and seen by others, only once the host has committed.
   *
   * @return whether the thread has joined a transaction
   */
  boolean isJoined();
}
