package io.backroom.spi.payment;

/** What can be asked of a provider. An operation id belongs to exactly one command. */
public sealed interface PaymentCommand
    permits AuthorizeCommand,
        CaptureCommand,
        VoidCommand,
        RefundCommand,
        AdjustCommand,
        ReverseCommand {
  /**
   * Calls the provider's method for this command.
   *
   * @param provider who carries it out
   * @param context the operation id and the deadline
   * @return what became of it
   * @throws ClassCastException if the command needs an ability that the provider lacks
   */
  Outcome sendTo(PaymentProvider provider, CallContext context);
}
