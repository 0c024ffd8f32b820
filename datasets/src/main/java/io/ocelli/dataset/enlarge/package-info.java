/** Makes larger data sets of smaller ones by random changes. */
@org.jspecify.annotations.NullMarked
package io.ocelli.dataset.enlarge;
