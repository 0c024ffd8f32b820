/**
 * What a finished run leaves for people and programs: {@code results.csv}, {@code metrics.json},
 * {@code predictions.csv}, the plots and {@code report.html}. {@link
 * io.ocelli.app.report.ReportFiles} writes them all from one {@link
 * io.ocelli.app.report.ClassifierRun}.
 */
@NullMarked
package io.ocelli.app.report;

import org.jspecify.annotations.NullMarked;
