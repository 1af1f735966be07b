import { Button, Modal } from "antd";
import { useTranslation } from "react-i18next";
import type { Move } from "@/api/types";
import { showOver } from "@/ui/Over";
import css from "./Board.module.css";

/** Which of several moves is meant; null: none of them. */
export const chooseMove = (to: string, moves: readonly Move[]): Promise<Move | null> =>
  showOver<Move>((done) => <ChooseMove to={to} moves={moves} done={done} />);

function ChooseMove({
  to,
  moves,
  done,
}: {
  to: string;
  moves: readonly Move[];
  done(move: Move | null): void;
}) {
  const { t } = useTranslation();
  return (
    <Modal
      open
      width={480}
      title={t("board.which", { to })}
      footer={null}
      onCancel={() => done(null)}
    >
      <div className={css.choices}>
        {moves.map((move) => (
          <Button key={move.key} block onClick={() => done(move)}>
            {move.label}
          </Button>
        ))}
      </div>
    </Modal>
  );
}
