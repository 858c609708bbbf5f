package org.liyorke.campaign;

import java.util.Map;
import java.util.function.BooleanSupplier;

/** What decides the blocks of one campaign: the threads of this process, or those of a cluster. */
public interface Workers extends AutoCloseable {
  /**
   * Decides every network that the ledger has not counted yet, or stops when {@code cancelled} says
   * so; whole blocks alone are counted.
   *
   * @param ledger of the campaign; gets the counts
   * @param listener hears of the blocks
   * @param cancelled asked often, perhaps by several threads
   * @return what was counted, by earlier runs too
   */
  CampaignResult run(Ledger ledger, CampaignListener listener, BooleanSupplier cancelled);

  /** What decided, for the report: "name" first, then texts and numbers. */
  Map<String, Object> describe();

  /**
   * Gives back what the workers hold. A second call does nothing.
   *
   * @throws org.liyorke.model.UserError when a failure shows that what was counted is not to be
   *     trusted
   */
  @Override
  void close();
}
