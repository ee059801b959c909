//! Networks that let less through than usual.

use bellpull_e2e::patience::A_WHILE;
use bellpull_e2e::tone::{OPERATOR_HZ, VISITOR_HZ};
use bellpull_e2e::world::scenario_with;
use bellpull_xtask::stack::StackConfig;
use tokio::try_join;

/// As good as a network without UDP: nobody answers it.
fn without_udp(config: &mut StackConfig) {
    config
        .server_args
        .extend(["--carriers".into(), "tcp".into()]);
}

#[tokio::test]
async fn a_call_is_heard_where_no_udp_comes_through() {
    scenario_with(without_udp, async |world| {
        let (anna, visitor) = try_join!(world.desk("Anna"), world.visitor("visitor"))?;
        anna.goes_online().await?;
        visitor.call().await?;
        anna.answers().await?;
        anna.browser().hear(VISITOR_HZ, A_WHILE).await?;
        visitor.browser().hear(OPERATOR_HZ, A_WHILE).await
    })
    .await;
}
