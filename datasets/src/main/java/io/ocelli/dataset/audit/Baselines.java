package io.ocelli.dataset.audit;

/**
 * How far classifiers get that must not get far, each judged on pictures it was not fitted on (five
 * folds, near copies kept together).
 *
 * @param chance share of the right answers of a guess at random: 1 by the number of classes
 * @param majority share of the largest class
 * @param meanColor logistic regression on the mean L, a and b of a picture and their products
 * @param border logistic regression on the outermost 9 % of the sides all around: colours, and mean
 *     and deviation of each edge
 * @param content logistic regression on the features that labels are checked with
 */
public record Baselines(
    double chance, double majority, double meanColor, double border, double content) {}
