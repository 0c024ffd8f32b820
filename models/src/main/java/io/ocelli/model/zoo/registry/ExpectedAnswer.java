package io.ocelli.model.zoo.registry;

/**
 * What a classifier is known to answer to a picture: a check that description and file are right.
 *
 * @param picture what it is shown
 * @param index of the class that has to come first, from 0
 */
public record ExpectedAnswer(RemoteFile picture, int index) {}
