package io.backroom.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backroom.Commerce;
import io.backroom.memory.InMemoryInventoryStore;
import io.backroom.memory.SimulatedPaymentProvider;
import io.backroom.order.OrderRequest;
import io.backroom.order.PlaceResult;
import io.backroom.spi.document.CommitResult;
import io.backroom.spi.document.Document;
import io.backroom.spi.document.DocumentId;
import io.backroom.spi.document.DocumentWrite;
import io.backroom.spi.document.IndexEntry;
import io.backroom.spi.document.WriteId;
import io.backroom.spi.inventory.CommandId;
import io.backroom.spi.inventory.StockLine;
import io.backroom.spi.value.Address;
import io.backroom.spi.value.Caller;
import io.backroom.spi.value.Channel;
import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Product;
import io.backroom.spi.value.Result;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.joda.money.Money;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Documents that are part of a transaction of the host. */
class JoinedTransactionTest {
  private static final DocumentId A = new DocumentId("joined", "a");
  private static final DocumentId B = new DocumentId("joined", "b");

  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable one : open) {
      one.close();
    }
  }

  private JdbcDocumentStore documents(TestDatabase database) throws SQLException {
    JdbcStores stores = database.open(new JdbcSchema("", "joined_"));
    open.add(stores);
    execute(database, "DELETE FROM joined_document_index");
    execute(database, "DELETE FROM joined_document");
    return stores.documents();
  }

  private static void execute(TestDatabase database, String sql) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private Connection transaction(TestDatabase database) throws SQLException {
    Connection connection = database.connect();
    open.add(connection);
    connection.setAutoCommit(false);
    connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
    return connection;
  }

  private static CommitResult put(JdbcDocumentStore store, DocumentId id, long version) {
    List<IndexEntry> entries = List.of(new IndexEntry("i", "v" + version));
    return store.commit(
        WriteId.of("w"), List.of(new DocumentWrite.Put(id, version, "{}", entries)));
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void whatWasWrittenIsThereOnceTheHostCommits(TestDatabase database) throws SQLException {
    JdbcDocumentStore store = documents(database);
    Connection host = transaction(database);
    Optional<Document> within =
        store.joined(
            host,
            () -> {
              assertThat(put(store, A, 0)).isInstanceOf(CommitResult.Committed.class);
              assertThat(put(store, A, 1)).isInstanceOf(CommitResult.Committed.class);
              return store.find(A);
            });
    assertThat(within).map(Document::version).contains(2L);
    assertThat(store.find(A)).isEmpty();
    host.commit();
    assertThat(store.find(A)).map(Document::version).contains(2L);
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void whatWasWrittenNeverWasIfTheHostRollsBack(TestDatabase database) throws SQLException {
    JdbcDocumentStore store = documents(database);
    Connection host = transaction(database);
    store.joined(host, () -> put(store, A, 0));
    host.rollback();
    assertThat(store.find(A)).isEmpty();
    assertThat(put(store, A, 0)).isInstanceOf(CommitResult.Committed.class);
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void aConflictLeavesTheHostsTransactionAsItWas(TestDatabase database) throws SQLException {
    JdbcDocumentStore store = documents(database);
    put(store, A, 0);
    put(store, A, 1);
    Connection host = transaction(database);
    try (Statement statement = host.createStatement()) {
      statement.execute("INSERT INTO joined_document_index VALUES ('host', 'h', '', 'k')");
      CommitResult stale =
          store.joined(
              host,
              () ->
                  store.commit(
                      WriteId.of("w"),
                      List.of(
                          new DocumentWrite.Put(B, 0, "{}", List.of()),
                          new DocumentWrite.Put(A, 1, "{}", List.of()))));
      CommitResult taken = store.joined(host, () -> put(store, A, 0));
      assertThat(stale).isEqualTo(new CommitResult.Conflict(List.of(A)));
      assertThat(taken).isEqualTo(new CommitResult.Conflict(List.of(A)));
      host.commit();
      try (ResultSet row =
          statement.executeQuery("SELECT * FROM joined_document_index WHERE doc_type = 'host'")) {
        assertThat(row.next()).isTrue();
      }
    }
    assertThat(store.find(B)).isEmpty();
    assertThat(store.find(A)).map(Document::version).contains(2L);
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void aThreadJoinsOneTransactionAtATime(TestDatabase database) throws SQLException {
    JdbcDocumentStore store = documents(database);
    Connection host = transaction(database);
    assertThatThrownBy(() -> store.joined(host, () -> store.joined(host, () -> "never")))
        .isInstanceOf(IllegalStateException.class);
    assertThat(store.isJoined()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void anOrderIsPlacedInATransactionOfTheHost(TestDatabase database) throws SQLException {
    JdbcDocumentStore store = documents(database);
    SimulatedPaymentProvider provider = new SimulatedPaymentProvider(InstantSource.system());
    try (Commerce shop =
        Commerce.builder()
            .documents(store)
            .inventory(new InMemoryInventoryStore())
            .payments(provider)
            .build()) {
      Caller caller = Caller.system("shop");
      shop.catalog().put(caller, Product.of("mug", "A mug", Money.parse("USD 10.00"), 300));
      StockLine mugs = StockLine.of("mug", "main", 5);
      shop.inventory().receive(caller, CommandId.of("first"), mugs, Optional.empty());

      Connection host = transaction(database);
      OrderId lost = store.joined(host, () -> place(shop));
      host.rollback();
      shop.runDue();
      assertThat(provider.ledger()).isEmpty();
      assertThat(shop.orders().find(caller, lost)).isInstanceOf(Result.Refused.class);

      OrderId kept = store.joined(host, () -> place(shop));
      assertThat(provider.ledger()).isEmpty();
      shop.runDue();
      assertThat(provider.ledger()).isEmpty();
      host.commit();
      shop.runDue();
      assertThat(provider.ledger())
          .extracting(entry -> entry.kind() + " " + entry.order())
          .containsExactly("AUTHORIZED " + kept);
      assertThat(shop.orders().find(caller, kept)).isInstanceOf(Result.Done.class);
    }
  }

  private static OrderId place(Commerce shop) {
    Address home = Address.of("Springfield", "US", 39.80, -89.64);
    OrderRequest request = OrderRequest.of("alice", home, "tok_ok").add("mug", 1).build();
    PlaceResult result =
        shop.orders().place(Caller.customer(request.customer(), Channel.WEB), request);
    assertThat(result).isInstanceOf(PlaceResult.Placed.class);
    return ((PlaceResult.Placed) result).order().id();
  }
}
