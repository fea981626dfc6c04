package io.backroom.stripe;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.model.Charge;
import com.stripe.model.StripeCollection;
import com.stripe.param.ChargeListParams;
import io.backroom.spi.value.OrderId;
import io.backroom.testkit.payment.PaymentHarness.Books;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * The npm package stripe-stateful-mock: a server that others wrote, with books of its own. One for
 * all tests of this process.
 */
final class StripeMock {
  private static final Path FOLDER = Path.of("target", "stripe-stateful-mock");
  private static final long MINUTES_MAX = 5;

  private static Optional<StripeMock> shared = Optional.empty();

  private final URI address;
  private final StripeClient client;

  private StripeMock(URI address) {
    this.address = address;
    this.client =
        StripeClient.builder()
            .setApiKey("sk_test_books")
            .setApiBase(address.toString())
            .setHttpClient(new JdkHttpClient())
            .build();
  }

  /** The running server; skips the test without Node, but not where everything must be proven. */
  static synchronized StripeMock shared() {
    if (shared.isEmpty()) {
      if (!hasNode()) {
        String missing = "node and npm are not on this machine: the Charges binding is not proven";
        if ("true".equals(System.getenv("CI"))) {
          fail(missing);
        }
        abort(missing);
      }
      shared = Optional.of(start());
    }
    return shared.get();
  }

  private static boolean hasNode() {
    try {
      return run(Path.of("."), "node", "--version") == 0
          && run(Path.of("."), "npm", "--version") == 0;
    } catch (IOException notThere) {
      return false;
    }
  }

  private static int run(Path folder, String... command) throws IOException {
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      if (!process.waitFor(MINUTES_MAX, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new IOException(String.join(" ", command) + " does not end");
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
      throw new IOException(e);
    }
  }

  private static StripeMock start() {
    try {
      install();
      Process server =
          new ProcessBuilder("node", "start.js")
              .directory(FOLDER.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      Runtime.getRuntime().addShutdownHook(new Thread(server::destroy));
      BufferedReader out =
          new BufferedReader(
              new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8));
      String port = out.readLine();
      if (port == null) {
        throw new IOException("stripe-stateful-mock does not start");
      }
      return new StripeMock(URI.create("http://127.0.0.1:" + port.trim()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void install() throws IOException {
    Path source = Path.of("src", "test", "mock");
    Files.createDirectories(FOLDER);
    boolean same = true;
    for (String file : List.of("package.json", "package-lock.json", "start.js")) {
      String wanted = Files.readString(source.resolve(file));
      Path there = FOLDER.resolve(file);
      same &= Files.exists(there) && Files.readString(there).equals(wanted);
      Files.writeString(there, wanted);
    }
    if ((!same || !Files.exists(FOLDER.resolve("node_modules/stripe-stateful-mock")))
        && run(FOLDER, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund") != 0) {
      throw new IOException("npm ci fails in " + FOLDER.toAbsolutePath());
    }
  }

  URI address() {
    return address;
  }

  /** What the server itself has on its books. */
  Books books(OrderId order, CurrencyUnit currency) {
    long open = 0;
    long captured = 0;
    long refunded = 0;
    for (Charge charge : charges()) {
      boolean own =
          order.value().equals(charge.getMetadata().get(Binding.ORDER))
              && charge.getCurrency().equals(currency.getCode().toLowerCase(Locale.ROOT))
              && charge.getStatus().equals("succeeded");
      if (own && charge.getCaptured()) {
        captured += charge.getAmountCaptured();
        // What was not captured is given back as a refund, too.
        refunded += charge.getAmountRefunded() - (charge.getAmount() - charge.getAmountCaptured());
      } else if (own) {
        open += charge.getAmount() - charge.getAmountRefunded();
      }
    }
    return new Books(money(currency, open), money(currency, captured), money(currency, refunded));
  }

  private static Money money(CurrencyUnit currency, long number) {
    return StripeAmount.money(currency.getCode(), number);
  }

  /** Page by page: the server names the wrong address for the page after a page of charges. */
  private List<Charge> charges() {
    try {
      List<Charge> all = new ArrayList<>();
      ChargeListParams.Builder params = ChargeListParams.builder().setLimit(100L);
      boolean more = true;
      while (more) {
        StripeCollection<Charge> page = client.v1().charges().list(params.build());
        all.addAll(page.getData());
        more = page.getHasMore();
        page.getData().forEach(charge -> params.setStartingAfter(charge.getId()));
      }
      return all;
    } catch (StripeException e) {
      throw new IllegalStateException(e);
    }
  }
}
