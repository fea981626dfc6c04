package io.backroom.spi.policy;

import io.backroom.spi.value.Customer;
import io.backroom.spi.value.CustomerId;
import java.util.Optional;

/** Customers that the host keeps elsewhere, read in place of the library's own records. */
@FunctionalInterface
public interface CustomerSource {
  /**
   * Returns a customer as known now.
   *
   * @param id which customer
   * @return the customer, or empty if unknown
   */
  Optional<Customer> customer(CustomerId id);
}
