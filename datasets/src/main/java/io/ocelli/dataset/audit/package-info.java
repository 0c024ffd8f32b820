/** What a data set holds, and what speaks against trusting numbers measured on it. */
@NullMarked
package io.ocelli.dataset.audit;

import org.jspecify.annotations.NullMarked;
