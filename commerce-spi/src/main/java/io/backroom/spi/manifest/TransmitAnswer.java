package io.backroom.spi.manifest;

import io.backroom.spi.value.Require;

/** What a carrier has answered to a manifest. */
public sealed interface TransmitAnswer {
  /**
   * The carrier has it, and will acknowledge it later.
   *
   * @param reference the carrier's name for it, at most 100 characters; may be empty
   */
  record Received(String reference) implements TransmitAnswer {
    /** Refuses an overlong reference. */
    public Received {
      Require.text("reference", reference, 100);
    }
  }

  /**
   * The carrier has it and has acknowledged it.
   *
   * @param reference the carrier's name for it, at most 100 characters; may be empty
   */
  record Acknowledged(String reference) implements TransmitAnswer {
    /** Refuses an overlong reference. */
    public Acknowledged {
      Require.text("reference", reference, 100);
    }
  }

  /**
   * The carrier does not take it, and would not take it again as it is: a person has to look.
   *
   * @param why the reason for people, at most 200 characters
   */
  record Rejected(String why) implements TransmitAnswer {
    /** Refuses an overlong reason. */
    public Rejected {
      Require.text("why", why, 200);
    }
  }
}
