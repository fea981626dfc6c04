package io.backroom.testkit.payment;

import io.backroom.memory.SimulatedPaymentProvider;
import io.backroom.memory.SimulatedPaymentProvider.NotificationKey;
import io.backroom.spi.payment.AdjustCommand;
import io.backroom.spi.payment.AuthorizeCommand;
import io.backroom.spi.payment.CallContext;
import io.backroom.spi.payment.CaptureCommand;
import io.backroom.spi.payment.Decline;
import io.backroom.spi.payment.Lookup;
import io.backroom.spi.payment.LookupQuery;
import io.backroom.spi.payment.Notice;
import io.backroom.spi.payment.OperationId;
import io.backroom.spi.payment.Outcome;
import io.backroom.spi.payment.Outcome.Reason;
import io.backroom.spi.payment.PaymentCommand;
import io.backroom.spi.payment.PaymentProvider;
import io.backroom.spi.payment.ProviderProfile;
import io.backroom.spi.payment.ProviderRef;
import io.backroom.spi.payment.RawNotification;
import io.backroom.spi.payment.RefundCommand;
import io.backroom.spi.payment.ReverseCommand;
import io.backroom.spi.payment.VoidCommand;
import java.io.UncheckedIOException;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** Payment providers with one mistake each, of the kind that adapters are made with. */
enum BrokenPayments {
  ECHOES_THE_ASKED_AMOUNT(
      "P-01",
      (books, command, context, outcome) ->
          command instanceof AuthorizeCommand asked
              ? PassingOn.withAmount(outcome, asked.amount())
              : outcome),

  KEEPS_THE_REST_OF_A_CAPTURE_SET_ASIDE(
      "P-02",
      (books, command, context, outcome) -> {
        if (command instanceof CaptureCommand capture && outcome instanceof Outcome.Approved) {
          AuthorizeCommand authorized = books.authorizations.get(capture.authorization());
          Money rest = authorized.amount().minus(capture.amount());
          if (rest.isPositive() && !books.adjustments.containsKey(capture.authorization())) {
            books.authorizeMore(authorized, rest, context);
          }
        }
        return outcome;
      }),

  CAPTURES_TWICE(
      "P-03",
      (books, command, context, outcome) ->
          command instanceof CaptureCommand capture
                  && PassingOn.isNotPerformed(outcome, Reason.CAPTURED)
              ? books.captureMore(capture, context)
              : outcome),

  CALLS_A_SECOND_CAPTURE_GONE(
      "P-03",
      (books, command, context, outcome) ->
          command instanceof CaptureCommand && PassingOn.isNotPerformed(outcome, Reason.CAPTURED)
              ? new Outcome.NotPerformed(Reason.GONE)
              : outcome),

  NAMES_A_CAPTURE_OF_THE_ASKED_AMOUNT(
      "P-03",
      (books, command, context, outcome) ->
          command instanceof CaptureCommand asked
                  && outcome instanceof Outcome.NotPerformed not
                  && not.capture().isPresent()
              ? Outcome.NotPerformed.captured(not.capture().get().ref(), asked.amount())
              : outcome),

  CAPTURES_MORE_THAN_APPROVED(
      "P-03",
      (books, command, context, outcome) ->
          command instanceof CaptureCommand capture
                  && PassingOn.isNotPerformed(outcome, Reason.INVALID_REQUEST)
                  && books.authorizations.containsKey(capture.authorization())
                  && !books.adjustments.containsKey(capture.authorization())
              ? books.captureMore(capture, context)
              : outcome),

  CAPTURES_WHAT_IS_VOID(
      "P-04",
      (books, command, context, outcome) ->
          command instanceof CaptureCommand capture
                  && books.voids.containsKey(capture.authorization())
              ? books.captureMore(capture, context)
              : outcome),

  REFUSES_A_SECOND_VOID(
      "P-04",
      (books, command, context, outcome) ->
          command instanceof VoidCommand again
                  && books.voids.containsKey(again.authorization())
                  && !books.voids.get(again.authorization()).equals(context.operation())
              ? new Outcome.NotPerformed(Reason.GONE)
              : outcome),

  CALLS_WHAT_IS_VOID_CAPTURED(
      "P-04",
      (books, command, context, outcome) ->
          command instanceof CaptureCommand capture
                  && books.voids.containsKey(capture.authorization())
              ? new Outcome.NotPerformed(Reason.CAPTURED)
              : outcome),

  SAYS_A_CAPTURE_IS_VOID(
      "P-05",
      (books, command, context, outcome) ->
          command instanceof VoidCommand voided && books.isCaptured(voided.authorization())
              ? PassingOn.approved(
                  voided.authorization(), books.authorizations.get(voided.authorization()).amount())
              : outcome),

  CALLS_A_CAPTURE_GONE(
      "P-05",
      (books, command, context, outcome) ->
          command instanceof VoidCommand && PassingOn.isNotPerformed(outcome, Reason.CAPTURED)
              ? new Outcome.NotPerformed(Reason.GONE)
              : outcome),

  NAMES_A_CAPTURE_OF_ALL_THAT_WAS_AUTHORIZED(
      "P-05",
      (books, command, context, outcome) ->
          command instanceof VoidCommand voided
                  && outcome instanceof Outcome.NotPerformed not
                  && not.capture().isPresent()
              ? Outcome.NotPerformed.captured(
                  not.capture().get().ref(),
                  books.authorizations.get(voided.authorization()).amount())
              : outcome),

  FORGETS_REFUNDS_WHEN_IT_NAMES_A_CAPTURE(
      "P-05",
      (books, command, context, outcome) ->
          command instanceof VoidCommand
                  && outcome instanceof Outcome.NotPerformed not
                  && not.capture().isPresent()
              ? Outcome.NotPerformed.captured(
                  not.capture().get().ref(), books.captures.get(not.capture().get().ref()).amount())
              : outcome),

  REFUNDS_MORE_THAN_WAS_CAPTURED(
      "P-06",
      (books, command, context, outcome) ->
          command instanceof RefundCommand refund
                  && PassingOn.isNotPerformed(outcome, Reason.INVALID_REQUEST)
                  && books.captures.containsKey(refund.capture())
              ? PassingOn.approved(
                  new ProviderRef("refund_" + context.operation()), refund.amount())
              : outcome),

  FORGETS_A_KEY_AT_THE_THIRD_ATTEMPT(
      "P-07",
      good ->
          new PassingOn(good) {
            @Override
            Outcome send(PaymentCommand command, CallContext context) {
              return passOn(command, context.attempt() < 3 ? context : renamed(context, "third"));
            }
          }),

  KEEPS_KEYS_PER_THREAD(
      "P-08",
      good ->
          new PassingOn(good) {
            private final Thread main = Thread.currentThread();

            @Override
            Outcome send(PaymentCommand command, CallContext context) {
              Thread here = Thread.currentThread();
              return passOn(command, here == main ? context : renamed(context, "t" + here.getId()));
            }
          }),

  REPLAYS_A_KEY_WHATEVER_THE_AMOUNT(
      "P-09",
      (books, command, context, outcome) ->
          PassingOn.isNotPerformed(outcome, Reason.KEY_REUSED)
              ? books.firstOutcomes.get(context.operation())
              : outcome),

  TAKES_A_NEW_KEY_AFTER_A_TIME_OUT(
      "P-10",
      good ->
          new PassingOn(good) {
            @Override
            Outcome send(PaymentCommand command, CallContext context) {
              boolean timedOut = firstOutcomes.get(context.operation()) instanceof Outcome.Unknown;
              return passOn(command, timedOut ? renamed(context, "again") : context);
            }
          }),

  LOOKUP_DENIES_WHAT_TIMED_OUT(
      "P-11",
      good ->
          new PassingOn(good) {
            @Override
            public Lookup lookup(LookupQuery query, CallContext context) {
              return query.command() instanceof AuthorizeCommand
                      && firstOutcomes.get(query.operation()) instanceof Outcome.Unknown
                  ? new Lookup.NotFound()
                  : super.lookup(query, context);
            }
          }),

  LOOKUP_SENDS_AGAIN(
      "P-11",
      good ->
          new PassingOn(good) {
            @Override
            public Lookup lookup(LookupQuery query, CallContext context) {
              if (firstOutcomes.get(query.operation()) instanceof Outcome.Approved done) {
                authorizeMore(authorizations.get(done.ref()), done.amount(), context);
              }
              return super.lookup(query, context);
            }
          }),

  LOOKUP_INVENTS(
      "P-11",
      good ->
          new PassingOn(good) {
            @Override
            public Lookup lookup(LookupQuery query, CallContext context) {
              Lookup answer = super.lookup(query, context);
              return answer instanceof Lookup.NotFound
                      && query.command() instanceof AuthorizeCommand
                  ? new Lookup.Found(new Outcome.Unknown("no such operation"))
                  : answer;
            }
          }),

  CALLS_A_REFUSED_CONNECTION_UNKNOWN(
      "P-12",
      (books, command, context, outcome) ->
          PassingOn.isNotPerformed(outcome, Reason.NOT_SENT)
              ? new Outcome.Unknown("connection refused")
              : outcome),

  SENDS_AFTER_THE_DEADLINE(
      "P-12",
      good ->
          new PassingOn(good) {
            @Override
            Outcome send(PaymentCommand command, CallContext context) {
              return passOn(command, late(context));
            }
          }),

  CALLS_A_TIME_OUT_DECLINED(
      "P-13",
      (books, command, context, outcome) ->
          outcome.toString().contains("response was lost")
              ? new Outcome.Declined(new Decline(Decline.Kind.ISSUER_DOWN, "time-out"))
              : outcome),

  CALLS_EVERY_DECLINE_GENERIC(
      "P-14",
      (books, command, context, outcome) ->
          outcome instanceof Outcome.Declined no
              ? new Outcome.Declined(new Decline(Decline.Kind.GENERIC, no.decline().code()))
              : outcome),

  LOSES_THE_CODE_OF_A_DECLINE(
      "P-14",
      (books, command, context, outcome) ->
          outcome instanceof Outcome.Declined no
              ? new Outcome.Declined(new Decline(no.decline().kind(), ""))
              : outcome),

  DECLINES_BUT_SETS_MONEY_ASIDE(
      "P-14",
      (books, command, context, outcome) -> {
        if (outcome instanceof Outcome.Declined && command instanceof AuthorizeCommand asked) {
          books.authorizeMore(asked, asked.amount(), context);
        }
        return outcome;
      }),

  APPROVES_BEFORE_THE_CUSTOMER_ACTED(
      "P-15",
      (books, command, context, outcome) ->
          outcome instanceof Outcome.ActionRequired action
              ? PassingOn.approved(action.ref(), PassingOn.amount(command))
              : outcome),

  SEARCHES_FOR_WHAT_IT_HAS_NAMED(
      "P-15",
      good ->
          new PassingOn(good) {
            @Override
            public Lookup lookup(LookupQuery query, CallContext context) {
              // Its index has what is as old as the lag, which a harness lets pass.
              return query.known().isPresent()
                  ? new Lookup.NotFound()
                  : super.lookup(query, context);
            }
          }),

  SETS_MONEY_ASIDE_BEFORE_THE_CUSTOMER_ACTED(
      "P-15",
      (books, command, context, outcome) -> {
        if (outcome instanceof Outcome.ActionRequired
            && command instanceof AuthorizeCommand asked) {
          books.authorizeMore(asked, asked.amount(), context);
        }
        return outcome;
      }),

  CAPTURES_WHAT_HAS_EXPIRED(
      "P-16",
      (books, command, context, outcome) ->
          command instanceof CaptureCommand capture
                  && PassingOn.isNotPerformed(outcome, Reason.GONE)
                  && !books.voids.containsKey(capture.authorization())
              ? books.captureMore(capture, context)
              : outcome),

  CALLS_WHAT_HAS_EXPIRED_CAPTURED(
      "P-16",
      (books, command, context, outcome) ->
          command instanceof CaptureCommand capture
                  && PassingOn.isNotPerformed(outcome, Reason.GONE)
                  && !books.voids.containsKey(capture.authorization())
              ? new Outcome.NotPerformed(Reason.CAPTURED)
              : outcome),

  NEVER_SAYS_WHEN_AN_AUTHORIZATION_ENDS(
      "P-16",
      good ->
          new PassingOn(good) {
            @Override
            public ProviderProfile profile() {
              ProviderProfile p = super.profile();
              return new ProviderProfile(p.id(), p.keyRetention(), p.lookupLag(), Duration.ZERO);
            }

            @Override
            Outcome send(PaymentCommand command, CallContext context) {
              Outcome outcome = passOn(command, context);
              return outcome instanceof Outcome.Approved done
                  ? new Outcome.Approved(
                      done.ref(), done.amount(), Optional.empty(), done.reusable())
                  : outcome;
            }
          }),

  TAKES_YEN_FOR_CENTS(
      "P-17",
      good ->
          new PassingOn(good) {
            @Override
            Outcome send(PaymentCommand command, CallContext context) {
              Money asked = amount(command);
              if (asked.getScale() > 0) {
                return passOn(command, context);
              }
              PaymentCommand mangled = withAmount(command, asked.multipliedBy(100));
              return withAmount(passOn(mangled, context), asked);
            }
          }),

  ROUNDS_TO_TWO_DECIMALS(
      "P-17",
      good ->
          new PassingOn(good) {
            @Override
            Outcome send(PaymentCommand command, CallContext context) {
              Money asked = amount(command);
              if (asked.getScale() <= 2) {
                return passOn(command, context);
              }
              PaymentCommand mangled = withAmount(command, asked.rounded(2, RoundingMode.UP));
              return withAmount(passOn(mangled, context), asked);
            }
          }),

  DECLINES_AN_UNKNOWN_REFERENCE(
      "P-18",
      (books, command, context, outcome) ->
          command instanceof VoidCommand
                  && PassingOn.isNotPerformed(outcome, Reason.INVALID_REQUEST)
              ? new Outcome.Declined(new Decline(Decline.Kind.GENERIC, "no_such_payment"))
              : outcome),

  PRINTS_THE_CARD_NUMBER(
      "P-19",
      (books, command, context, outcome) ->
          outcome instanceof Outcome.Unknown
              ? new Outcome.Unknown("time-out of card=4242 4242 4242 4242")
              : outcome),

  CHANGES_ITS_PROFILE(
      "P-20",
      good ->
          new PassingOn(good) {
            private final AtomicInteger asked = new AtomicInteger();

            @Override
            public ProviderProfile profile() {
              ProviderProfile p = super.profile();
              Duration validity = p.authorizationValidity().plusDays(asked.incrementAndGet());
              return new ProviderProfile(p.id(), p.keyRetention(), p.lookupLag(), validity);
            }
          }),

  CAPTURES_MORE_THAN_WAS_LEFT_AFTER_AN_ADJUSTMENT(
      "P-21",
      (books, command, context, outcome) ->
          command instanceof CaptureCommand capture
                  && PassingOn.isNotPerformed(outcome, Reason.INVALID_REQUEST)
                  && books.adjustments.containsKey(capture.authorization())
              ? books.captureMore(capture, context)
              : outcome),

  SAYS_ADJUSTED_BUT_DOES_NOTHING(
      "P-21",
      good ->
          new PassingOn(good) {
            @Override
            Outcome send(PaymentCommand command, CallContext context) {
              return command instanceof AdjustCommand adjust
                      && authorizations
                          .get(adjust.authorization())
                          .amount()
                          .isGreaterThan(adjust.amount())
                  ? approved(adjust.authorization(), adjust.amount())
                  : passOn(command, context);
            }
          }),

  ADJUSTS_WHAT_IS_VOID(
      "P-21",
      (books, command, context, outcome) ->
          command instanceof AdjustCommand adjust && PassingOn.isNotPerformed(outcome, Reason.GONE)
              ? PassingOn.approved(adjust.authorization(), adjust.amount())
              : outcome),

  TAKES_A_GARBLED_RESPONSE_FOR_A_DECLINE(
      "P-22",
      good ->
          new PassingOn(good) {
            @Override
            Outcome send(PaymentCommand command, CallContext context) {
              try {
                return passOn(command, context);
              } catch (UncheckedIOException unreadable) {
                return new Outcome.Declined(new Decline(Decline.Kind.GENERIC, "unreadable"));
              }
            }
          }),

  SAYS_A_SERVER_ERROR_HAD_NO_EFFECT(
      "P-23",
      (books, command, context, outcome) ->
          outcome.toString().contains("status 500")
              ? new Outcome.NotPerformed(Reason.NOT_SENT)
              : outcome),

  DECLINES_WHAT_IS_THROTTLED(
      "P-23",
      (books, command, context, outcome) ->
          PassingOn.isNotPerformed(outcome, Reason.RATE_LIMITED)
              ? new Outcome.Declined(new Decline(Decline.Kind.ISSUER_DOWN, "429"))
              : outcome),

  SAYS_A_STALLED_CALL_HAD_NO_EFFECT(
      "P-24",
      (books, command, context, outcome) ->
          outcome.toString().contains("before the deadline")
              ? new Outcome.NotPerformed(Reason.NOT_SENT)
              : outcome),

  TAKES_PENDING_FOR_APPROVED(
      "P-25",
      (books, command, context, outcome) ->
          outcome instanceof Outcome.Pending pending
              ? PassingOn.approved(pending.ref(), PassingOn.amount(command))
              : outcome),

  LOOKUP_WAITS_FOR_A_NOTIFICATION(
      "P-25",
      good ->
          new PassingOn(good) {
            @Override
            public Lookup lookup(LookupQuery query, CallContext context) {
              Outcome first = firstOutcomes.get(query.operation());
              return first instanceof Outcome.Pending
                  ? new Lookup.Found(first)
                  : super.lookup(query, context);
            }
          }),

  FORGETS_TO_KEEP_THE_INSTRUMENT(
      "P-26",
      (books, command, context, outcome) ->
          outcome instanceof Outcome.Approved done
              ? new Outcome.Approved(done.ref(), done.amount(), done.expiresAt())
              : outcome),

  TAKES_AN_EQUAL_AMOUNT_FOR_A_REPETITION(
      "P-27",
      good ->
          new PassingOn(good) {
            private final Map<PaymentCommand, Outcome> equal = new ConcurrentHashMap<>();

            @Override
            Outcome send(PaymentCommand command, CallContext context) {
              if (!(command instanceof AuthorizeCommand a)) {
                return passOn(command, context);
              }
              PaymentCommand purchase =
                  new AuthorizeCommand(
                      a.order(), "any", a.amount(), a.instrument(), a.initiator(), false);
              if (equal.containsKey(purchase) && !firstOutcomes.containsKey(context.operation())) {
                return equal.get(purchase);
              }
              Outcome outcome = passOn(command, context);
              if (outcome instanceof Outcome.Approved) {
                equal.put(purchase, outcome);
              }
              return outcome;
            }
          }),

  BELIEVES_EVERY_SIGNATURE(
      "P-28",
      good ->
          new PassingOn(good) {
            @Override
            public Notice receive(RawNotification notification, Instant now) {
              Notice notice = super.receive(notification, now);
              return notice instanceof Notice.Invalid no && no.why().contains("signature")
                  ? new Notice.Genuine(List.of())
                  : notice;
            }
          }),

  BELIEVES_OLD_NOTIFICATIONS(
      "P-28",
      good ->
          new PassingOn(good) {
            @Override
            public Notice receive(RawNotification notification, Instant now) {
              Notice notice = super.receive(notification, now);
              return notice instanceof Notice.Invalid no && no.why().contains("minutes")
                  ? new Notice.Genuine(List.of())
                  : notice;
            }
          }),

  FORGETS_THE_KEY_BEFORE(
      "P-28",
      good ->
          new PassingOn(good) {
            @Override
            public Notice receive(RawNotification notification, Instant now) {
              OperationId operation =
                  OperationId.of(new String(notification.body(), StandardCharsets.UTF_8));
              SimulatedPaymentProvider simulated = (SimulatedPaymentProvider) good();
              RawNotification again =
                  simulated.notification(operation, NotificationKey.PREVIOUS, now);
              return again.headers().equals(notification.headers())
                  ? new Notice.Invalid("unknown key")
                  : super.receive(notification, now);
            }
          }),

  THROWS_AT_A_STRANGE_BODY(
      "P-28",
      good ->
          new PassingOn(good) {
            @Override
            public Notice receive(RawNotification notification, Instant now) {
              if (notification.body().length == 0) {
                throw new IllegalArgumentException("no body");
              }
              return super.receive(notification, now);
            }
          }),

  TELLS_A_NOTIFICATION_ONLY_ONCE(
      "P-29",
      good ->
          new PassingOn(good) {
            private final Map<String, Notice> told = new ConcurrentHashMap<>();

            @Override
            public Notice receive(RawNotification notification, Instant now) {
              Notice notice = super.receive(notification, now);
              String body = new String(notification.body(), StandardCharsets.UTF_8);
              return notice instanceof Notice.Genuine && told.put(body, notice) != null
                  ? new Notice.Genuine(List.of())
                  : notice;
            }
          }),

  DOES_NOT_BELIEVE_IN_UNKNOWN_OPERATIONS(
      "P-30",
      good ->
          new PassingOn(good) {
            @Override
            public Notice receive(RawNotification notification, Instant now) {
              Notice notice = super.receive(notification, now);
              return notice instanceof Notice.Genuine some && some.facts().isEmpty()
                  ? new Notice.Invalid("unknown operation")
                  : notice;
            }
          }),

  MOVES_A_CURRENCY_IT_DOES_NOT_DECLARE(
      "P-31",
      good ->
          new PassingOn(good) {
            @Override
            public ProviderProfile profile() {
              ProviderProfile p = super.profile();
              return new ProviderProfile(
                  p.id(),
                  p.keyRetention(),
                  p.lookupLag(),
                  p.authorizationValidity(),
                  p.duplicateWindow(),
                  Set.of(CurrencyUnit.of("GBP")));
            }
          }),

  REVERSES_NOTHING(
      "P-32",
      good ->
          new PassingOn(good) {
            @Override
            Outcome send(PaymentCommand command, CallContext context) {
              return command instanceof ReverseCommand reverse
                  ? approved(new ProviderRef("reversed"), reverse.amount())
                  : passOn(command, context);
            }
          }),

  LOOKUP_FINDS_AUTHORIZATIONS_ONLY(
      "P-33",
      good ->
          new PassingOn(good) {
            @Override
            public Lookup lookup(LookupQuery query, CallContext context) {
              return query.command() instanceof AuthorizeCommand
                  ? super.lookup(query, context)
                  : new Lookup.NotFound();
            }
          }),

  CAPTURES_THE_REST_WHEN_ASKED_AGAIN(
      "P-34",
      good ->
          new PassingOn(good) {
            @Override
            Outcome send(PaymentCommand command, CallContext context) {
              Outcome outcome = passOn(command, context);
              if (command instanceof CaptureCommand capture
                  && context.attempt() > 1
                  && outcome instanceof Outcome.Approved) {
                Money all = authorizations.get(capture.authorization()).amount();
                Money rest = all.minus(capture.amount());
                if (rest.isPositive()) {
                  captureMore(new CaptureCommand(capture.authorization(), rest), context);
                }
              }
              return outcome;
            }
          });

  /** Replaces the answer to a call that was carried out well. */
  private interface Afterthought {
    Outcome to(PassingOn books, PaymentCommand command, CallContext context, Outcome outcome);
  }

  final String rule;

  @SuppressWarnings("ImmutableEnumChecker") // every operator makes a new provider and keeps nothing
  final UnaryOperator<PaymentProvider> around;

  BrokenPayments(String rule, UnaryOperator<PaymentProvider> around) {
    this.rule = rule;
    this.around = around;
  }

  BrokenPayments(String rule, Afterthought afterthought) {
    this(
        rule,
        good ->
            new PassingOn(good) {
              @Override
              Outcome send(PaymentCommand command, CallContext context) {
                return afterthought.to(this, command, context, passOn(command, context));
              }
            });
  }
}
