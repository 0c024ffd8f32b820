/** YAML and JSON texts whose values know their lines. */
@NullMarked
package io.ocelli.model.yaml;

import org.jspecify.annotations.NullMarked;
