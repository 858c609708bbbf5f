package org.liyorke.report;

import java.awt.Color;
import java.awt.Font;
import org.knowm.xchart.style.XYStyler;

/** The colours and fonts that all pictures have in common. */
final class ChartStyle {
  private ChartStyle() {}

  static void apply(XYStyler styler) {
    styler.setLegendBorderColor(Color.WHITE);
    styler.setChartBackgroundColor(Color.WHITE);
    styler.setPlotBorderColor(Color.GRAY);
    styler.setPlotGridLinesColor(new Color(0xDDDDDD));
    styler.setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 14));
    styler.setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
    styler.setLegendFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
  }
}
