/** The report of a run: a small model, drawn as plain text and as one self-contained HTML file. */
@NullMarked
package io.backroom.examples.replay.report;

import org.jspecify.annotations.NullMarked;
