package io.ocelli.ops;

/**
 * A finding, and which step of the pipeline made it.
 *
 * @param step position of the operation in the pipeline, from 0
 * @param operation name of the operation
 * @param part name of the part it was found in; empty where no operation split the picture
 * @param finding what was found
 */
public record Found(int step, String operation, String part, Finding finding) {}
