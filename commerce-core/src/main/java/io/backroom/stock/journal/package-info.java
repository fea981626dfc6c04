/**
 * For authors of stores: stock that one process decides on in memory and writes as a journal. What
 * a place to keep the journal has to do is {@link io.backroom.stock.journal.StockJournal}.
 */
@NullMarked
package io.backroom.stock.journal;

import org.jspecify.annotations.NullMarked;
