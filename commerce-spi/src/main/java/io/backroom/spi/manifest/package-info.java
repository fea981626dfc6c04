/** What carriers are told of the parcels that they fetch. */
@NullMarked
package io.backroom.spi.manifest;

import org.jspecify.annotations.NullMarked;
