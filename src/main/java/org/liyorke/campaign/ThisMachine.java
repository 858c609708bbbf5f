package org.liyorke.campaign;

import java.util.Map;
import java.util.function.BooleanSupplier;
import org.liyorke.engine.Engine;
import org.liyorke.engine.EngineListener;
import org.liyorke.engine.Engines;

/** Decides blocks on the threads of this process. */
public final class ThisMachine implements Workplace {
  @Override
  public boolean isCluster() {
    return false;
  }

  @Override
  public Workers workers(WorkOrder order, EngineListener listener) {
    Campaign campaign = order.campaign();
    Engine engine =
        Engines.choose(order.engine(), campaign.points(), campaign.observation(), listener);
    return new Threads(campaign, engine);
  }

  private record Threads(Campaign campaign, Engine engine) implements Workers {
    @Override
    public CampaignResult run(Ledger ledger, CampaignListener listener, BooleanSupplier cancelled) {
      return CampaignRunner.run(campaign, ledger, engine, listener, cancelled);
    }

    @Override
    public Map<String, Object> describe() {
      return engine.describe();
    }

    @Override
    public void close() {
      engine.close();
    }
  }
}
