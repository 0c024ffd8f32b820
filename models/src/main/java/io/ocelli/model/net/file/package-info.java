/** One's own networks, written in YAML files. */
@NullMarked
package io.ocelli.model.net.file;

import org.jspecify.annotations.NullMarked;
