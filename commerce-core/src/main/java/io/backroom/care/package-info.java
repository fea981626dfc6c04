/** People who help: tasks for agents. */
@NullMarked
package io.backroom.care;

import org.jspecify.annotations.NullMarked;
