package io.backroom.order;

import io.backroom.kernel.DocumentType;
import io.backroom.kernel.Sortable;
import io.backroom.spi.document.IndexEntry;
import io.backroom.spi.policy.AccessRequest.Action;
import io.backroom.spi.value.Caller;
import io.backroom.spi.value.CardNumbers;
import io.backroom.spi.value.OrderId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.joda.money.Money;

/**
 * A command that a second person has to look at. Once approved, whoever asked gives the same
 * command again, and it is carried out.
 *
 * @param id its id
 * @param order which order
 * @param action what is asked for
 * @param command the command with its content, for people
 * @param amount what it moves; it may be less when it is carried out, not more
 * @param askedBy who gave the command
 * @param askedAt when
 * @param until when it is of no use any more
 * @param state where it stands
 * @param decidedBy who approved or refused
 * @param reason why, in their words; may be empty
 */
public record Approval(
    String id,
    OrderId order,
    Action action,
    String command,
    Money amount,
    Caller askedBy,
    Instant askedAt,
    Instant until,
    State state,
    Optional<Caller> decidedBy,
    String reason) {

  static final String BY_STATE = "state";

  static final DocumentType<Approval> TYPE =
      new DocumentType<>(
          "approval",
          Approval.class,
          Approval::id,
          approval ->
              List.of(
                  new IndexEntry(
                      BY_STATE, approval.state() + "|" + Sortable.time(approval.askedAt()))));

  /** Masks card numbers in the texts. */
  public Approval {
    command = CardNumbers.mask(command);
    reason = CardNumbers.mask(reason);
  }

  /** Where an approval stands. */
  public enum State {
    /** Nobody has looked at it yet. */
    ASKED,
    /** The command may be given again, once. */
    APPROVED,
    /** It may not. */
    REFUSED,
    /** The command was carried out. */
    USED
  }

  Approval in(State next, Optional<Caller> by, String why) {
    return new Approval(id, order, action, command, amount, askedBy, askedAt, until, next, by, why);
  }

  boolean covers(Money other, Instant now) {
    return state == State.APPROVED && until.isAfter(now) && !other.isGreaterThan(amount);
  }
}
