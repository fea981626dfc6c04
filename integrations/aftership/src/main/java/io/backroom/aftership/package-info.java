/** What AfterShip's webhooks say of parcels. */
@NullMarked
package io.backroom.aftership;

import org.jspecify.annotations.NullMarked;
