/** Changes of weather and light, as they are met outdoors. */
@org.jspecify.annotations.NullMarked
package io.ocelli.augment.weather;
