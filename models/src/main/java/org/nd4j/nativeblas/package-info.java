/** Names that Deeplearning4j looks up by reflection and that its release left out. */
package org.nd4j.nativeblas;
