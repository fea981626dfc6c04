package io.backroom.kernel;

import io.backroom.spi.policy.AccessPolicy;
import io.backroom.spi.policy.AccessRequest;
import io.backroom.spi.policy.AccessRequest.Action;
import io.backroom.spi.value.Caller;
import io.backroom.spi.value.CustomerId;
import io.backroom.spi.value.Refusal;
import java.util.Optional;

/** Asks the access policy, and answers no when it cannot be asked. */
public final class Access {
  private final AccessPolicy policy;

  /**
   * Creates the gate.
   *
   * @param policy who decides
   */
  public Access(AccessPolicy policy) {
    this.policy = policy;
  }

  /**
   * Asks for the shop's own things.
   *
   * @param caller who
   * @param action wants to do what
   * @return why not, or empty if allowed
   */
  public Optional<Refusal> refusal(Caller caller, Action action) {
    return allows(new AccessRequest(caller, action, Optional.empty()))
        ? Optional.empty()
        : Optional.of(
            new Refusal(
                Refusal.Code.FORBIDDEN,
                "caller",
                caller.actor().kind() + " " + caller.actor().id() + " may not " + action));
  }

  /**
   * Asks for a customer's things. Whoever may not see a thing is told that there is none.
   *
   * @param caller who
   * @param action wants to do what
   * @param owner whose thing it is; empty if there is no such thing
   * @param field the field that names the thing
   * @param value the thing's id
   * @return why not, or empty if allowed
   */
  public Optional<Refusal> refusal(
      Caller caller, Action action, Optional<CustomerId> owner, String field, Object value) {
    boolean allowed = owner.isPresent() && allows(new AccessRequest(caller, action, owner));
    return allowed
        ? Optional.empty()
        : Optional.of(
            new Refusal(
                Refusal.Code.NOT_FOUND, field, "'" + value + "' is not among your " + field + "s"));
  }

  private boolean allows(AccessRequest request) {
    try {
      return policy.allows(request);
    } catch (RuntimeException cannotSay) {
      return false;
    }
  }
}
