package io.backroom.testkit.document;

import io.backroom.memory.InMemoryDocumentStore;
import io.backroom.spi.document.DocumentStore;

class InMemoryDocumentStoreTest extends DocumentStoreContract {
  @Override
  protected DocumentStore createStore() {
    return new InMemoryDocumentStore();
  }
}
