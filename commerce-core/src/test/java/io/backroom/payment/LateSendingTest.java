package io.backroom.payment;

import static io.backroom.TestShop.EAST;
import static io.backroom.TestShop.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.backroom.TestShop;
import io.backroom.memory.InMemoryDocumentStore;
import io.backroom.spi.document.CommitResult;
import io.backroom.spi.document.Document;
import io.backroom.spi.document.DocumentId;
import io.backroom.spi.document.DocumentQuery;
import io.backroom.spi.document.DocumentStore;
import io.backroom.spi.document.DocumentWrite;
import io.backroom.spi.document.WriteId;
import io.backroom.spi.value.OrderId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A process that stands still between storing an operation as sent and sending it. */
class LateSendingTest {
  private final InMemoryDocumentStore documents = new InMemoryDocumentStore();
  private Runnable onceSent = () -> {};

  private final TestShop shop =
      TestShop.open(builder -> builder.documents(new Pausing()))
          .sell("mug", "USD 10.00")
          .stock("mug", EAST, 5);

  private final class Pausing implements DocumentStore {
    @Override
    public Optional<Document> find(DocumentId id) {
      return documents.find(id);
    }

    @Override
    public List<Document> query(DocumentQuery query) {
      return documents.query(query);
    }

    @Override
    public CommitResult commit(WriteId write, List<DocumentWrite> writes) {
      CommitResult result = documents.commit(write, writes);
      if (writes.toString().contains("\"SENT\"")) {
        Runnable pause = onceSent;
        onceSent = () -> {};
        pause.run();
      }
      return result;
    }
  }

  @Test
  void doesNotSendItAnyMore() {
    // Others may have looked it up meanwhile, found nothing, and given it up.
    onceSent = () -> shop.clock().forward(Duration.ofMinutes(1));

    OrderId id = shop.place(order().add("mug", 1));

    assertThat(shop.provider().ledger()).isEmpty();
    shop.pass(Duration.ofHours(1));
    assertThat(shop.books(id)).containsExactly("AUTHORIZED USD 10.00");
  }
}
