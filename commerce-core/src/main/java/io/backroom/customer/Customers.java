package io.backroom.customer;

import io.backroom.kernel.Access;
import io.backroom.kernel.DocumentType;
import io.backroom.kernel.Kernel;
import io.backroom.spi.policy.AccessRequest.Action;
import io.backroom.spi.policy.CustomerSource;
import io.backroom.spi.value.Caller;
import io.backroom.spi.value.Customer;
import io.backroom.spi.value.CustomerId;
import io.backroom.spi.value.Refusal;
import io.backroom.spi.value.Result;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The customers of the shop. Thread-safe. */
public final class Customers {
  private static final DocumentType<Customer> CUSTOMER =
      new DocumentType<>(
          "customer", Customer.class, customer -> customer.id().value(), customer -> List.of());

  private final Kernel kernel;
  private final Access access;
  private final Optional<CustomerSource> elsewhere;

  /**
   * News: a customer agreed to be remembered for recommendations, or does not any more.
   *
   * @param customer who
   * @param profiling what they want now
   */
  public record ConsentChanged(CustomerId customer, Customer.Consent profiling) {}

  /**
   * Creates the room; the shop's builder does.
   *
   * @param kernel documents and time
   * @param access who may do what
   * @param elsewhere where the host keeps its customers, if not here
   */
  public Customers(Kernel kernel, Access access, Optional<CustomerSource> elsewhere) {
    this.kernel = kernel;
    this.access = access;
    this.elsewhere = elsewhere;
  }

  /**
   * Stores a customer or replaces what is known of one. Consent to profiling that is given or taken
   * back holds for recommendations from the moment the call returns; what was learned of whoever
   * takes it back is forgotten.
   *
   * @param caller who does it: the customer, or somebody who may keep customers
   * @param customer the customer
   * @return the customer; refused with NOT_FOUND if it is somebody else
   */
  public Result<Customer> put(Caller caller, Customer customer) {
    Optional<Refusal> refusal = refusal(caller, customer.id());
    if (refusal.isPresent()) {
      return Result.refused(refusal.get());
    }
    kernel.transact(
        tx -> {
          Customer.Consent before =
              tx.find(CUSTOMER, customer.id().value())
                  .map(Customer::profiling)
                  .orElse(Customer.Consent.WITHHELD);
          if (before != customer.profiling()) {
            tx.tell(new ConsentChanged(customer.id(), customer.profiling()));
          }
          tx.put(CUSTOMER, customer);
          tx.emit(customer.id().value(), "customer-changed", caller, "", Map.of());
          return customer;
        });
    return Result.done(customer);
  }

  /**
   * Returns a customer.
   *
   * @param caller who asks
   * @param id which customer
   * @return the customer; refused with NOT_FOUND if unknown or somebody else
   */
  public Result<Customer> find(Caller caller, CustomerId id) {
    Optional<Refusal> refusal = refusal(caller, id);
    return refusal.isPresent()
        ? Result.refused(refusal.get())
        : known(id).map(Result::done).orElseGet(() -> Result.refused(notFound(id)));
  }

  /**
   * Returns what is known of a customer, for the shop's own use.
   *
   * @param id which customer
   * @return the customer, or empty if nothing is known
   */
  public Optional<Customer> known(CustomerId id) {
    return elsewhere.isPresent() ? elsewhere.get().customer(id) : kernel.find(CUSTOMER, id.value());
  }

  private Optional<Refusal> refusal(Caller caller, CustomerId id) {
    return access.refusal(caller, Action.KEEP_CUSTOMER, Optional.of(id), "customer", id);
  }

  private static Refusal notFound(CustomerId id) {
    return new Refusal(Refusal.Code.NOT_FOUND, "customer", "'" + id + "' is not known");
  }
}
