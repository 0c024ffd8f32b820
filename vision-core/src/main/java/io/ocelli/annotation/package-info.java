/** What people mark in pictures: boxes, outlines, masks and key points of objects. */
@org.jspecify.annotations.NullMarked
package io.ocelli.annotation;
