/**
 * Both stores on SQL databases: {@link io.backroom.jdbc.JdbcStores} opens them, {@link
 * io.backroom.jdbc.JdbcSchema} names and makes their tables.
 */
@NullMarked
package io.backroom.jdbc;

import org.jspecify.annotations.NullMarked;
